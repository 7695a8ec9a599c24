import type { Copy } from "./copy.ts";

export const pt: Copy = {
  headings: {
    waiting: "Você está na fila",
    near: "Quase na sua vez",
    turn: "É a sua vez",
    left: "Você saiu da fila",
    unavailable: "A fila está inacessível",
    cookies: "Por favor, permita os cookies",
    paused: "A fila está em pausa",
    soldout: "Inscrições esgotadas",
  },
  notes: {
    waiting: "Na sua vez, você entrará automaticamente por esta página.",
    near: "A sua vez está prestes a chegar. Você entrará automaticamente por esta página.",
    turn: "Entrando…",
    left: "Você desistiu do seu lugar. Pode fechar esta página.",
    unavailable: "Não feche esta página: continuamos tentando.",
    cookies:
      "Este navegador bloqueia os cookies e não pode guardar o seu lugar. Permita os cookies deste site e recarregue a página.",
    outage: "A fila está inacessível no momento e os números estão parados. O seu lugar está guardado.",
    reconnecting: "Reconectando… O seu lugar está guardado.",
    renewed: "O seu lugar anterior já não vale. Você tem um novo, no fim da fila.",
    paused: "No momento, ninguém está entrando. O seu lugar está guardado.",
    soldout: "Ninguém mais entrará. Você pode sair da fila.",
  },
  safe: "Você pode atualizar ou fechar esta página e voltar: este navegador guarda o seu lugar.",
  place: "Seu lugar",
  waiting: "Pessoas na fila",
  wait: "Espera estimada",
  finding: "um momento",
  measuring: "calculando",
  underAMinute: "menos de um minuto",
  asOf: "Atualizado às #",
  progress: "Seu avanço na fila",
  message: "Mensagem da organização",
  support: "Ajuda",
  language: "Idioma",
  withoutScript: "Esta página é atualizada automaticamente.",
  how: {
    title: "Como funciona a fila",
    steps: [
      "Ao chegar, cada pessoa recebe um número, e os números mais baixos entram primeiro. Atualizar ou abrir mais janelas não traz vantagem.",
      "Assim que há espaço no site, entram os próximos da fila.",
      "Quando chega a sua vez, o seu acesso fica reservado por #. Se o perder, você terá uma segunda chance.",
    ],
  },
  leave: {
    offer: "Sair da fila",
    warning: "Você perderá o seu lugar definitivamente.",
    confirm: "Desistir do meu lugar",
  },
  lineUpAgain: "Entrar de novo na fila",
  bell: {
    offer: "Avise-me quando for a minha vez",
    taken: "Você receberá um aviso sonoro",
  },
};
