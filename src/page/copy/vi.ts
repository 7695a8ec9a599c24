import type { Copy } from "./copy.ts";

export const vi: Copy = {
  headings: {
    waiting: "Bạn đang xếp hàng",
    near: "Sắp đến lượt bạn",
    turn: "Đã đến lượt bạn",
    left: "Bạn đã rời hàng chờ",
    unavailable: "Không kết nối được hàng chờ",
    cookies: "Vui lòng cho phép cookie",
    paused: "Hàng chờ đang tạm dừng",
    soldout: "Đã hết suất đăng ký",
  },
  notes: {
    waiting: "Khi đến lượt bạn, trang này sẽ tự động đưa bạn vào.",
    near: "Chỉ chút nữa là đến lượt bạn. Trang này sẽ tự động đưa bạn vào.",
    turn: "Đang đưa bạn vào…",
    left: "Bạn đã bỏ vị trí của mình. Bạn có thể đóng trang này.",
    unavailable: "Vui lòng không đóng trang này: hệ thống đang thử lại.",
    cookies:
      "Trình duyệt này chặn cookie nên không giữ được vị trí của bạn. Vui lòng cho phép cookie cho trang web này rồi tải lại trang.",
    outage: "Hiện không kết nối được hàng chờ nên số liệu tạm dừng cập nhật. Vị trí của bạn vẫn được giữ.",
    reconnecting: "Đang kết nối lại… Vị trí của bạn vẫn được giữ.",
    renewed: "Vị trí cũ của bạn đã hết hiệu lực. Bạn có vị trí mới ở cuối hàng chờ.",
    paused: "Hiện tạm thời không ai được vào. Vị trí của bạn vẫn được giữ.",
    soldout: "Sẽ không có thêm ai được vào. Bạn có thể rời hàng chờ.",
  },
  safe: "Bạn có thể tải lại hoặc đóng trang này rồi quay lại: trình duyệt này giữ vị trí của bạn.",
  place: "Vị trí của bạn",
  waiting: "Số người chờ",
  wait: "Dự kiến chờ",
  finding: "xin đợi chút",
  measuring: "đang ước tính",
  underAMinute: "chưa đến một phút",
  asOf: "Cập nhật lúc #",
  progress: "Tiến độ đến lượt bạn",
  message: "Thông báo từ ban tổ chức",
  support: "Trợ giúp",
  language: "Ngôn ngữ",
  withoutScript: "Trang này tự động tải lại.",
  how: {
    title: "Hàng chờ hoạt động thế nào",
    steps: [
      "Mỗi người vào trang đều nhận số thứ tự, số nhỏ hơn vào trước. Tải lại hay mở thêm cửa sổ không giúp nhanh hơn.",
      "Ngay khi trang web có thể tiếp nhận thêm, những người tiếp theo được vào.",
      "Khi đến lượt bạn, lượt vào được giữ trong #. Nếu bỏ lỡ, bạn sẽ được gọi thêm một lần nữa.",
    ],
  },
  leave: {
    offer: "Rời hàng chờ",
    warning: "Vị trí của bạn sẽ mất hẳn.",
    confirm: "Bỏ vị trí của tôi",
  },
  lineUpAgain: "Xếp hàng lại",
  bell: {
    offer: "Báo cho tôi khi đến lượt",
    taken: "Bạn sẽ được báo bằng âm thanh",
  },
};
