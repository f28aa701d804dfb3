"""Local policy: every number that nobody has confirmed ([C] in the domain reference), as an editable, dated setting."""

from inteam.policy.service import value as value
