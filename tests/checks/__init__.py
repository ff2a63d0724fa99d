"""The checks: functions of a tree's root that return a Report, so that any tree can be checked as the real one is."""
