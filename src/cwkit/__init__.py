"""
Content warnings and help resources.
"""
