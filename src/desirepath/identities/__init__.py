"""(door of identities)"""
