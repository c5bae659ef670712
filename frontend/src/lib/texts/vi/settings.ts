import type { settings as English } from "@/lib/texts/en/settings.ts";
import type { Same } from "@/lib/texts/same.ts";

/** How photos are read and kept. */
export const settings: Same<typeof English> = {
  settings: {
    title: "Cài đặt",
    lead: "Ảnh được đọc và giữ thế nào. Thay đổi có hiệu lực trong vòng một phút, với những ảnh đến sau đó.",
    loading: "Đang tải cài đặt",
    errorRate: "Tỷ lệ biển số sai được phép",
    errorRateHelp:
      "Trong số biển số được chấp nhận mà không có người kiểm tra, tỷ lệ này có thể sai. Tỷ lệ càng thấp thì càng nhiều biển số cần duyệt.",
    errorRateOf: (share) => `Nhiều nhất ${share}`,
    acceptFrom: (confidence) => `chấp nhận từ độ tin cậy ${confidence}`,
    acceptNone: "Mọi biển số đều do người duyệt",
    acceptNoneHelp: "máy không tự chấp nhận biển số nào",
    regions: "Nơi cấp dự kiến",
    regionsHelp:
      "Nơi cấp phần lớn biển số bạn gặp. Điều này giúp phân biệt O với 0 nhưng không bao giờ ép cách đọc. Hãy để trống nếu biển số đến từ bất cứ đâu.",
    regionsChoose: "Chọn nơi cấp",
    regionsFilter: "Tìm nơi cấp",
    regionsNoMatch: "Không có nơi nào tên như vậy.",
    removeRegion: (name) => `Bỏ ${name}`,
    secondLook: "Xem lần hai khi còn nghi ngờ",
    secondLookHelp:
      "Đọc được nhiều biển số hơn, nhưng khoảng một trong sáu ảnh, và gần như mọi ảnh không có biển số, tốn thêm một lần gọi nhận dạng chữ.",
    retention: "Số ngày giữ ảnh",
    retentionHelp: (limit) => `1 đến ${limit}. Sau đó ảnh bị xoá cùng mọi thứ đọc được trong ảnh.`,
    retentionWrong: (limit) => `Hãy nhập số nguyên từ 1 đến ${limit}.`,
    withHit: "Ảnh có biển số trong danh sách",
    withoutHit: "Ảnh không có biển số trong danh sách",
    apartHelp: "Để trống nếu giữ lâu như các ảnh khác.",
    apartWrong: (days) => `Hãy nhập số nguyên, nhiều nhất ${days} ngày, hoặc để trống.`,
    apartOrder: "Ảnh có biển số trong danh sách không thể được giữ ngắn hơn ảnh không có.",
    unit: "Đơn vị",
    units: { hours: "giờ", days: "ngày" },
    needsPurpose: "Hỏi mục đích trước khi tra cứu",
    needsPurposeHelp:
      "Người duyệt nêu lý do tra cứu và có thể thêm số hồ sơ. Cả hai được lưu trong nhật ký. Không nêu mục đích thì không tìm được gì.",
    holdDays: "Số ngày có thể bảo lưu một ảnh",
    holdDaysHelp: "1 đến 3650. Người duyệt có thể giữ ảnh không bị xoá nhiều nhất trong chừng đó ngày.",
    holdDaysWrong: "Hãy nhập số nguyên từ 1 đến 3650.",
    calls: "Số lần gọi DetectText mỗi ngày",
    callsHelp: (price) =>
      `Hạn mức hằng ngày, tính theo ngày UTC. Để trống nghĩa là không giới hạn. Vượt hạn mức thì ảnh chờ đến ngày hôm sau, hoặc đến khi bạn nâng hạn mức; không ảnh nào bị mất. Mỗi lần gọi tốn khoảng ${price}.`,
    callsWrong: "Hãy nhập số nguyên từ 1 đến 10.000.000, hoặc để trống.",
    save: "Lưu",
    saved: "Đã lưu cài đặt. Chúng có hiệu lực trong vòng một phút.",
    changedTitle: "Trong lúc đó đã có người khác đổi cài đặt",
    changedHelp: "Bên dưới là cài đặt đang có hiệu lực. Thay đổi của bạn chưa được lưu. Hãy đặt lại nếu vẫn muốn.",
    never: "Chưa ai thay đổi cài đặt. Đây là các giá trị khi triển khai.",
    lastChange: (time, by) => `Thay đổi lần cuối ${time} bởi ${by}.`,
  },
  budget: {
    fine: (calls, of) => `Hôm nay (UTC): ${calls} trên ${of} lần gọi DetectText.`,
    warning: (calls, of) =>
      `Hôm nay (UTC): ${calls} trên ${of} lần gọi DetectText. Khi dùng hết, ảnh sẽ chờ đến ngày hôm sau.`,
    spent: (calls, of) =>
      `Hôm nay (UTC): ${calls} trên ${of} lần gọi DetectText. Ảnh đến bây giờ sẽ chờ đến ngày hôm sau, hoặc đến khi quản trị viên nâng hạn mức.`,
    ofCamera: {
      fine: (calls, of) => `Hôm nay (UTC): ${calls} trên ${of} lần gọi DetectText của máy ảnh này.`,
      warning: (calls, of) =>
        `Hôm nay (UTC): ${calls} trên ${of} lần gọi DetectText của máy ảnh này. Khi dùng hết, ảnh của máy ảnh sẽ chờ đến ngày hôm sau.`,
      spent: (calls, of) =>
        `Hôm nay (UTC): ${calls} trên ${of} lần gọi DetectText của máy ảnh này. Ảnh của máy ảnh đến bây giờ sẽ chờ đến ngày hôm sau, hoặc đến khi quản trị viên nâng hạn mức của máy ảnh. Ảnh của các máy ảnh khác không phải chờ vì việc này.`,
    },
  },
};
