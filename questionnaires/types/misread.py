"""What is raised where typed text cannot be understood."""

from questionnaires.messages import Message


class Misread(Exception):
    """What was typed cannot be understood; `at` is the part of the question (such as "year")."""

    def __init__(self, key: str, at: str = "", **params: object) -> None:
        super().__init__(key)
        self.message = Message(key, params)
        self.at = at
