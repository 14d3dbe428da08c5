// allauth tells of a passkey that failed or was declined only in the console; people are told on the page.
document.addEventListener("allauth.error", (event) => {
  const problem = document.getElementById("passkey-problem");
  if (!problem) return;
  event.preventDefault();
  problem.hidden = true;
  requestAnimationFrame(() => {
    problem.hidden = false;
  });
});
