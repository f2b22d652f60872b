"""The story of the house, chapter by chapter: each module holds what some of its people do, with real clicks."""
