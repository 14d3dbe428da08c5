import re, time
import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from . import steps

def test_try(page: Page, live_server, both_looks):
    t=time.time()
    call_command("load_toolkits", verbosity=0)
    print("load", time.time()-t)
    page.goto("/")
    t=time.time()
    steps.looks(page, both_looks)
    print("looks", time.time()-t)
    page.get_by_role("link", name="Start with your organization").first.click()
    steps.sign_up(page, "Robin", "robin@example.org")
    page.get_by_role("link", name="Add your organization").click()
    steps.add_organization(page, "Harbor House")
    for title in steps.INSTRUMENTS:
        t=time.time()
        steps.open_assessment(page, title)
        for n,q in enumerate(steps.questions(page)):
            steps.answer(q, n)
        steps.expect_saved_in_place(page)
        print(title, time.time()-t)
        t=time.time()
        steps.looks(page, both_looks)
        print("looks", time.time()-t)
        steps.press(page, "Complete")
        t=time.time()
        steps.looks(page, both_looks)
        print("looks", time.time()-t)
