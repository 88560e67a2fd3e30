"""
Judgement: what a text is about, what to warn of, which warnings stand there already.
"""

from cwkit.report.apart import explain_evidence, select_findings
from cwkit.report.join import join_reports
from cwkit.report.judge import build_report
from cwkit.report.values import Centrality, Policy, Report, TopicReport, Warning  # noqa: A004  # the field's word

__all__ = [
    "Centrality",
    "Policy",
    "Report",
    "TopicReport",
    "Warning",
    "build_report",
    "explain_evidence",
    "join_reports",
    "select_findings",
]
