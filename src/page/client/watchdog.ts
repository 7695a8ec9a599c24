// For browsers too old to start the page's script: reloads the page, which is correct as the Worker renders it. Only
// syntax that those browsers know may stand here.

setTimeout(() => {
  if (!document.documentElement.hasAttribute("data-corral")) location.reload();
}, 60_000);
