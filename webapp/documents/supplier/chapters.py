"""The chapters of the supplier report, in order, by the key of their bookmark."""

CHAPTERS = {
    "result": "1  The result on one page",
    "indicators": "2  The twelve indicators",
    "method": "3  Scope, method and limits",
    "site": "4  Site, goods, workforce, corridors",
    "inherent": "5  Inherent risk",
    "controls": "6  Controls",
    "findings": "7  Findings",
    "zero-tolerance": "8  Zero tolerance and patterns",
    "gaps": "9  Unknowns and contradictions",
    "recruiters": "10  Recruiters",
    "actions": "11  Corrective actions",
    "remedy": "12  Remedy",
    "comment": "13  The supplier's comment",
    "answers": "A  All answers",
    "evidence": "B  Index of evidence",
    "explanation": "C  How each number came about",
    "sources": "D  Sources and references",
    "versions": "E  Versions and attachments",
}
