import type { Copy } from "./copy.ts";

export const ko: Copy = {
  headings: {
    waiting: "대기 중입니다",
    near: "곧 입장합니다",
    turn: "입장하실 차례입니다",
    left: "대기를 취소했습니다",
    unavailable: "대기열에 연결할 수 없습니다",
    cookies: "쿠키를 허용해 주세요",
  },
  notes: {
    waiting: "차례가 되면 이 페이지에서 자동으로 입장합니다.",
    near: "이제 곧 차례입니다. 이 페이지에서 자동으로 입장합니다.",
    turn: "입장하는 중…",
    left: "순번을 포기했습니다. 이 페이지를 닫아도 됩니다.",
    unavailable: "이 페이지를 열어 두세요. 계속 다시 연결합니다.",
    cookies:
      "이 브라우저가 쿠키를 차단하고 있어 순번을 보관할 수 없습니다. 이 사이트의 쿠키를 허용한 뒤 페이지를 새로고침해 주세요.",
    outage: "지금은 대기열에 연결할 수 없어 숫자가 멈춰 있습니다. 순번은 그대로 유지됩니다.",
    reconnecting: "다시 연결하는 중… 순번은 그대로 유지됩니다.",
    renewed: "이전 순번이 끝나 맨 뒤에서 새 순번을 받았습니다.",
  },
  safe: "새로고침하거나 창을 닫았다가 돌아와도 괜찮습니다. 이 브라우저가 순번을 보관합니다.",
  place: "내 순번",
  waiting: "대기 인원",
  wait: "예상 대기 시간",
  finding: "잠시만요",
  measuring: "측정 중",
  underAMinute: "1분 미만",
  asOf: "# 기준",
  progress: "입장까지의 진행",
  message: "주최 측 안내",
  support: "도움말",
  language: "언어",
  withoutScript: "이 페이지는 자동으로 새로고침됩니다.",
  how: {
    title: "대기는 이렇게 진행됩니다",
    steps: [
      "도착하면 누구나 번호를 받고, 낮은 번호부터 입장합니다. 새로고침하거나 창을 여러 개 열어도 빨라지지 않습니다.",
      "사이트에 자리가 나면 바로 다음 순번이 입장합니다.",
      "차례가 되면 자리를 # 동안 맡아 둡니다. 놓치면 한 번 더 불러 드립니다.",
    ],
  },
  leave: {
    offer: "대기 취소",
    warning: "순번이 완전히 사라집니다.",
    confirm: "순번 포기하기",
  },
  lineUpAgain: "다시 줄 서기",
  bell: {
    offer: "차례가 되면 알림 받기",
    taken: "소리로 알려 드립니다",
  },
};
