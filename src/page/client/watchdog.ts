// For browsers in which the page's script does not even begin: the page that the Worker makes is right each time it loads.
// Nothing in here may be newer than those browsers.

setTimeout(() => {
  if (!document.documentElement.hasAttribute("data-corral")) location.reload();
}, 60_000);
