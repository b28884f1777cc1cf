"""Continuing training: activities that the college credits. How many credits are asked was not found."""

from datetime import date

from councilkit.api import Category, LearningFramework

FRAMEWORKS = (
    LearningFramework(
        code="ro.cpd",
        title="Continuing training of social workers",
        parts=("ro.social_worker", "ro.independent_practice"),
        unit="credit",
        categories=(
            Category("course", "Credited course", "formal"),
            Category("lecturing", "Lecturing", "formal"),
            Category("doctorate", "Doctorate in a social science", "formal"),
            Category("placement", "Practice placement of students", "informal"),
            Category("supervision", "Supervising social workers", "informal"),
            Category("board", "Board of a professional body or organisation", "informal"),
            Category("article", "Article", "informal"),
            Category("book", "Book or chapter", "informal"),
        ),
        source="https://cnasr.ro/avizarea-si-creditarea-programelor-de-formare-profesionala/creditarea-altor-activitati-de-formare-profesionala",
        checked=date(2026, 11, 22),
    ),
)
