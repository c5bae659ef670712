import type { audit as English } from "@/lib/texts/en/audit.ts";
import type { Same } from "@/lib/texts/same.ts";

/** Who did what. */
export const audit: Same<typeof English> = {
  administrators: {
    only: "Trang này dành cho quản trị viên",
    onlyHelp:
      "Tài khoản của bạn không thuộc nhóm này. Hãy nhờ một quản trị viên thêm vào: quyền có hiệu lực trong vòng 15 phút, hoặc ngay lập tức nếu bạn đăng nhập lại.",
  },
  audit: {
    title: "Nhật ký",
    lead: "Ai đã tra cứu, xem, quyết định, xuất và xoá những gì. Không ai sửa được, và việc xem ở đây cũng được ghi lại.",
    month: "Tháng",
    monthHint: "Bắt đầu và kết thúc theo giờ UTC.",
    previous: "Tháng trước",
    next: "Tháng sau",
    loading: "Đang tải nhật ký",
    empty: "Không ai làm gì trong tháng này",
    emptyHelp:
      "Mỗi lần tìm kiếm, mỗi lần xem lượt đọc của người khác, mỗi quyết định, lần xuất và lần xoá đều được ghi lại ngay khi xảy ra, và hiện ở đây sau vài giây. Hãy chọn tháng khác, hoặc trở lại khi đã có người làm việc.",
    more: "Tải thêm",
    columns: {
      at: (zone) => `Khi nào (${zone})`,
      by: "Ai",
      action: "Việc gì",
      target: "Với cái gì",
      details: "Chi tiết",
    },
    gone: (id) => `${id} (không có tài khoản hoặc địa chỉ đã xác nhận)`,
    nothing: "không có",
    anyPlate: "biển số bất kỳ",
    actions: {
      searched: "Đã tìm kiếm",
      viewed_read: "Đã xem một lượt đọc",
      viewed_plate: "Đã xem lịch sử một biển số",
      reviewed: "Đã quyết định về một lượt đọc",
      exported: "Đã xuất",
      deleted: "Đã xoá một ảnh",
      viewed_audit: "Đã xem nhật ký",
      changed_settings: "Đã đổi cài đặt",
    },
    detail: (label, value) => `${label}: ${value}`,
    labels: {
      match: "so khớp",
      status: "trạng thái",
      region: "nơi cấp",
      uploader: "người tải lên",
      camera_id: "máy ảnh",
      least_confidence: "độ tin cậy từ",
      most_confidence: "độ tin cậy đến",
      page: "trang",
      format: "dạng",
      reads: "số lượt đọc",
      decision: "quyết định",
      from: "từ",
      to: "thành",
      reason: "lý do",
      said_at: "tự ghi là lúc",
    },
    seen: { from: "thấy từ", to: "thấy trước" },
    values: {
      match: { exact: "đúng như đã gõ", fuzzy: "gần đúng", pattern: "mẫu" },
      page: { first: "đầu", further: "tiếp theo" },
      format: { csv: "CSV", jsonl: "dòng JSON" },
      decision: { confirm: "xác nhận", correct: "sửa", reject: "loại", undo: "rút lại" },
    },
  },
};
