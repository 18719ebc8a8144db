"""(door of segments)"""
