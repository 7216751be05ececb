"""Link: mentions of one happening, across articles and nights, become one event with its history."""
