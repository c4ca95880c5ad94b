"""The chapters of the portfolio report, in order, by the key of their bookmark."""

CHAPTERS = {
    "coverage": "1  Coverage and bands",
    "worst": "2  Critical and high",
    "heat": "3  Countries and indicators",
    "zero-tolerance": "4  Zero-tolerance register",
    "actions": "5  Actions and commonest findings",
    "confidence": "6  Confidence",
    "no-answer": "7  No answer",
    "not-yet": "8  What this report cannot say yet",
    "suppliers": "A  All rated suppliers",
    "versions": "B  Method and versions",
}
