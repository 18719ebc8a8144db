"""(door of catalog)"""
