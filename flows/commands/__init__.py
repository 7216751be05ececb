"""The commands of `parley`, one file a group. Only those that run flows import Prefect, while its server starts."""
