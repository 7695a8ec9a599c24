import type { Copy } from "./copy.ts";

export const zhHans: Copy = {
  headings: {
    waiting: "您正在排队",
    near: "即将轮到您",
    turn: "轮到您了",
    left: "您已退出排队",
    unavailable: "无法连接排队系统",
    cookies: "请允许使用 Cookie",
  },
  notes: {
    waiting: "轮到您时，本页会自动带您进入网站。",
    near: "马上就轮到您了，本页会自动带您进入网站。",
    turn: "正在进入……",
    left: "您已放弃排队位置，可以关闭本页。",
    unavailable: "请不要关闭本页，系统会不断重试。",
    cookies: "此浏览器阻止了 Cookie，无法保留您的位置。请允许本网站使用 Cookie，然后刷新页面。",
    outage: "目前无法连接排队系统，数字暂停更新。您的位置仍然保留。",
    reconnecting: "正在重新连接……您的位置仍然保留。",
    renewed: "您之前的位置已失效，已为您从队尾重新排队。",
  },
  safe: "您可以刷新或关闭本页，稍后再回来，此浏览器会保留您的位置。",
  place: "您的排队位置",
  waiting: "排队人数",
  wait: "预计等待时间",
  finding: "请稍候",
  measuring: "估算中",
  underAMinute: "不到1分钟",
  asOf: "截至 #",
  progress: "排队进度",
  message: "主办方通知",
  support: "帮助",
  language: "语言",
  withoutScript: "本页会自动刷新。",
  how: {
    title: "排队规则",
    steps: [
      "加入排队时，每个人都会获得号码，号码小的先进入。刷新或多开窗口不会更快。",
      "网站一有空闲，就会按顺序放行。",
      "轮到您时，会为您保留#。如果过号，会再叫一次。",
    ],
  },
  leave: {
    offer: "退出排队",
    warning: "您的位置将无法恢复。",
    confirm: "放弃我的位置",
  },
  lineUpAgain: "重新排队",
  bell: {
    offer: "轮到我时通知我",
    taken: "届时会用声音通知您",
  },
};
