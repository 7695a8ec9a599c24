import type { Copy } from "./copy.ts";

export const en: Copy = {
  headings: {
    waiting: "You are in line",
    near: "Nearly there",
    turn: "It is your turn",
    left: "You left the line",
    unavailable: "We cannot reach the line",
    cookies: "Please allow cookies",
    paused: "The line is paused",
    soldout: "Sold out",
  },
  notes: {
    waiting: "When it is your turn, this page takes you in by itself.",
    near: "It is your turn any moment now. This page takes you in by itself.",
    turn: "Taking you in …",
    left: "Your place was given up. You may close this page.",
    unavailable: "Keep this page open: it keeps trying.",
    cookies:
      "This browser blocks cookies, so it cannot keep your place. Allow cookies for this site, then reload this page.",
    outage: "We cannot reach the line just now, so the figures stand still. Your place is kept.",
    reconnecting: "Reconnecting … Your place is kept.",
    renewed: "Your earlier place has ended. You have a new one, at the end of the line.",
    paused: "Nobody is let in just now. Your place is kept.",
    soldout: "Nobody else will be let in. You may leave the line.",
  },
  safe: "You can refresh or close this page and come back: this browser keeps your place.",
  place: "Your place",
  waiting: "People in line",
  wait: "Expected wait",
  finding: "one moment",
  measuring: "being measured",
  underAMinute: "less than a minute",
  asOf: "As of #",
  progress: "Your way to the front",
  message: "From the organiser",
  support: "Help",
  language: "Language",
  withoutScript: "This page refreshes by itself.",
  how: {
    title: "How this line works",
    steps: [
      "Everyone gets a number on arrival, and lower numbers go first. Refreshing or opening more windows gains nothing.",
      "As soon as there is room on the site, the next in line are let in.",
      "When it is your turn, we wait # for you. If you miss it, you are called once more.",
    ],
  },
  leave: {
    offer: "Leave the line",
    warning: "Your place will be gone for good.",
    confirm: "Give up my place",
  },
  lineUpAgain: "Line up again",
  bell: {
    offer: "Tell me when it is my turn",
    taken: "You will be told with a sound",
  },
};
