"""MDT meetings on screen: the list, preparing, the meeting itself, its minutes."""
