"""(door of feedback)"""
