"""The screens of one person: who they are, what stands, what happened, and who may know."""
