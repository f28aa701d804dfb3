"""The demo neighbourhood: invented people, staff and months of casework, the same for each seed."""

from inteam.demo.build import Made, fill

__all__ = ["Made", "fill"]
