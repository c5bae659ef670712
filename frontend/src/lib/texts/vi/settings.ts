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
    save: "Lưu",
    saved: "Đã lưu cài đặt. Chúng có hiệu lực trong vòng một phút.",
    changedTitle: "Trong lúc đó đã có người khác đổi cài đặt",
    changedHelp: "Bên dưới là cài đặt đang có hiệu lực. Thay đổi của bạn chưa được lưu. Hãy đặt lại nếu vẫn muốn.",
    never: "Chưa ai thay đổi cài đặt. Đây là các giá trị khi triển khai.",
    lastChange: (time, by) => `Thay đổi lần cuối ${time} bởi ${by}.`,
  },
};
