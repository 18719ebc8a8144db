"""(door of cli)"""
