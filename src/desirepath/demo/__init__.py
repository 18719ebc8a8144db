"""(door of demo)"""
