"""The audit trail: who did what to whose record, in a chain in which no row can be changed unseen."""

from inteam.audit.service import note as note
