from tests.assessments.skills import skills_instrument, skills_record
from django.utils import timezone
from tests.factories import CompletionFactory
def test_axe(page, cast, sign_in, examine, look, console_errors):
    i = skills_instrument(); r = skills_record(cast.organization, i); d = skills_record(cast.organization, i, "KT", completed_at=timezone.now()); CompletionFactory(record=d)
    sign_in(cast.hr)
    b=f"/o/{cast.organization.slug}/assess/skills/people/"
    examine([b, *(f"{b}{r.pk}/{x}/" for x in ("rename","delete","schedule","import")), f"{b}{d.pk}/results/", f"{b}{d.pk}/import/", f"/o/{cast.organization.slug}/assess/"])
    page.goto(f"{b}{d.pk}/results/")
    for x in page.locator("#skill-by-skill ~ details > summary").all(): x.click()
    look(page)
    page.goto(f"{b}{r.pk}/import/")
    page.locator("#id_text").fill("Skill,Level,Date,Observed by,Notes\nnope,,,,\n"); page.get_by_role("button",name="Show what").click(); look(page)
    page.locator("#id_text").fill("Skill,Level,Date,Observed by,Notes\ngreets,,,,\n"); page.get_by_role("button",name="Show what").click(); look(page)
    page.goto(b); page.get_by_role("button",name="Add, and").click(); look(page)
    console_errors.clear()
