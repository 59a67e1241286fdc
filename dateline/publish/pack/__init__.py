"""The teacher's pack: everything to print, project and hand in, made from tables and notebooks."""
