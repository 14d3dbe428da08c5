from django.apps import AppConfig


class PeerReadyConfig(AppConfig):
    name = "peerready"

    def ready(self) -> None:
        from checklists.findings import register
        from checklists.planning import roles

        from . import checks  # noqa: F401 - registers them
        from .plan_findings import lead_time_by_quiz, of_assessments, of_latest_survey, told_in_assessment
        from .portfolio import due  # noqa: F401 - registers what is due
        from .record import erasing, making  # noqa: F401 - register what is erased, and who makes records
        from .role_tasks import roles_of_descriptions

        register(find=of_assessments, tell=told_in_assessment, lead=lead_time_by_quiz)
        register(find=of_latest_survey)
        roles.register(roles_of_descriptions)
