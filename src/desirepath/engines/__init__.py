"""(door of engines)"""
