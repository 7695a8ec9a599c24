import type { Copy } from "./copy.ts";

export const zhHant: Copy = {
  headings: {
    waiting: "您正在排隊",
    near: "即將輪到您",
    turn: "輪到您了",
    left: "您已取消排隊",
    unavailable: "無法連線至排隊系統",
    cookies: "請允許使用 Cookie",
  },
  notes: {
    waiting: "輪到您時，本頁會自動帶您進入網站。",
    near: "馬上就輪到您了，本頁會自動帶您進入網站。",
    turn: "正在進入……",
    left: "您已放棄順位，可以關閉本頁。",
    unavailable: "請勿關閉本頁，系統會持續重試。",
    cookies: "此瀏覽器封鎖了 Cookie，無法保留您的順位。請允許本網站使用 Cookie，再重新整理頁面。",
    outage: "目前無法連線至排隊系統，數字暫停更新。您的順位仍然保留。",
    reconnecting: "正在重新連線……您的順位仍然保留。",
    renewed: "您先前的順位已失效，已為您從隊尾重新排隊。",
  },
  safe: "您可以重新整理或關閉本頁，稍後再回來，此瀏覽器會保留您的順位。",
  place: "您的順位",
  waiting: "排隊人數",
  wait: "預估等候時間",
  finding: "請稍候",
  measuring: "估算中",
  underAMinute: "不到 1 分鐘",
  asOf: "截至#",
  progress: "排隊進度",
  message: "主辦單位公告",
  support: "協助",
  language: "語言",
  withoutScript: "本頁會自動重新整理。",
  how: {
    title: "排隊規則",
    steps: [
      "加入排隊時，每個人都會取得號碼，號碼小的先進入。重新整理或多開視窗不會比較快。",
      "網站一有空檔，就會依序放行。",
      "輪到您時，會為您保留 #。若過號，會再叫一次。",
    ],
  },
  leave: {
    offer: "取消排隊",
    warning: "您的順位將無法恢復。",
    confirm: "放棄我的順位",
  },
  lineUpAgain: "重新排隊",
  bell: {
    offer: "輪到我時通知我",
    taken: "屆時會以聲音通知您",
  },
};
