"""(door of measures)"""
