"""What the library can be browsed by. The topics are ours; each file and each entry names one to three of them."""

from django.db import models


class Topic(models.TextChoices):
    MOTIVATION = "motivation", "Motivation"
    CULTURE = "culture", "Culture"
    RECOVERY = "recovery", "Recovery"
    ROLES = "roles", "Roles"
    RECRUITMENT = "recruitment", "Recruitment"
    INTERVIEWING = "interviewing", "Interviewing"
    SUPERVISION = "supervision", "Supervision"
    PAY = "pay", "Pay"
    POLICY = "policy", "Policy"
    TRAINING = "training", "Training"
    ETHICS = "ethics", "Ethics"
    SAFETY = "safety", "Safety"
    FINANCING = "financing", "Financing"
    MEASURING = "measuring", "Measuring"
    LANGUAGE = "language", "Language"
