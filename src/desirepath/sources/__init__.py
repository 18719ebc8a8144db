"""(door of sources)"""
