import type { alerts as English } from "@/lib/texts/en/alerts.ts";
import type { Same } from "@/lib/texts/same.ts";

/** Alerts of watch lists. */
export const alerts: Same<typeof English> = {
  alerts: {
    title: "Cảnh báo",
    lead: "Các xe trong danh sách theo dõi, mới nhất trước. Cảnh báo mới tự hiện ra.",
    list: "Cảnh báo, mới nhất trước",
    loading: "Đang tải cảnh báo",
    empty: "Không có cảnh báo",
    emptyHelp: "Khi thấy một xe trong danh sách theo dõi, xe đó hiện ở đây.",
    more: "Tải thêm",
    waitingFor: (n) => `${n} cảnh báo cần xem`,
    notification: (n) => `Platebook: ${n} cảnh báo cần xem`,
    arrived: (n) => `${n} cảnh báo mới.`,
    show: "Hiện",
    all: "Tất cả",
    states: { possible: "Có thể", confirmed: "Đã xác nhận", withdrawn: "Đã rút lại" },
    because: {
      corrected: "Lượt đọc đã được sửa thành biển số khác.",
      rejected: "Lượt đọc đã bị loại.",
      in_doubt: "Lượt đọc lại bị nghi ngờ.",
      deleted: "Ảnh đã bị xóa.",
      not_listed: "Biển số không còn trong danh sách.",
    },
    how: {
      exact: "Đúng biển số này",
      look_alike: "Trông giống",
      one_edit: "Khác một ký tự",
      probable: "Có lẽ là biển số này",
    },
    probability: (percent) => `${percent} là biển số này`,
    entry: (plate, list) => `${plate} trong ${list}`,
    further: (n) => `Thấy thêm ${n} lần`,
    late: "Muộn: xe đã ở đó từ lâu trước khi ảnh này đến.",
    foundBack: "Tìm thấy khi xem lại: xe đã được thấy trước khi mục này được thêm.",
    noPicture: "Ảnh không còn",
    pictureOf: (plate) => `Ảnh của ${plate}`,
    noPlate: "Biển số đã mất cùng ảnh",
    note: "Ghi chú",
    noteFor: (plate) => `Ghi chú cho ${plate}`,
    acknowledge: "Đã xem",
    acknowledgeOne: (plate) => `Đã xem ${plate}`,
    acknowledged: (who, when) => `${who} đã xem, ${when}`,
    somebody: "Ai đó",
    saidAcknowledged: "Đã ghi nhận là đã xem.",
    signals: "Báo cho tôi khi có cảnh báo mới",
    sound: "Phát âm thanh",
    notify: "Hiện thông báo của trình duyệt này",
    refused:
      "Trình duyệt này không cho Platebook thông báo. Hãy cho phép thông báo cho trang này trong cài đặt của trình duyệt.",
  },
};
