"""(door of server)"""
