"""What trainers and the office see and do when they plan: ``pages`` to look at and fill in, ``deeds`` to confirm."""
