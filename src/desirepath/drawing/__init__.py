"""(door of drawing)"""
