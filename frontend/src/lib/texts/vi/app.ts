import type { app as English } from "@/lib/texts/en/app.ts";
import type { Same } from "@/lib/texts/same.ts";

/** What is around the pages, and what goes wrong anywhere. */
export const app: Same<typeof English> = {
  app: {
    name: "Platebook",
    title: (page) => `${page} · Platebook`,
    skip: "Chuyển đến nội dung",
    navigation: "Điều hướng chính",
    upload: "Tải ảnh lên",
    myUploads: "Ảnh của tôi",
    review: "Duyệt",
    reads: "Lượt đọc",
    insights: "Thống kê",
    cameras: "Máy ảnh",
    lists: "Danh sách",
    audit: "Nhật ký",
    settings: "Cài đặt",
    account: "Tài khoản",
    theme: "Giao diện",
    themes: { system: "Theo hệ thống", light: "Sáng", dark: "Tối" },
    language: "Ngôn ngữ",
    signOut: "Đăng xuất",
    sending: (n) => `${n} ảnh đang gửi`,
    deciding: (n) => `${n} quyết định đang gửi`,
    signOutLoses: (sending, deciding) =>
      `Chưa gửi xong: ${[...(sending > 0 ? [`${sending} ảnh`] : []), ...(deciding > 0 ? [`${deciding} quyết định`] : [])].join(" và ")}. ` +
      "Bạn vẫn muốn đăng xuất? Những gì chưa gửi sẽ bị xoá khỏi trình duyệt này và bị mất.",
    loading: "Đang tải",
    offline: "Bạn đang ngoại tuyến. Không có gì bị mất: những gì chưa gửi được giữ lại và sẽ tự gửi tiếp khi có mạng.",
    offlineUnkept: (n) => `Bạn đang ngoại tuyến. Hãy để trang này mở: nếu rời trang, ${n} ảnh chưa gửi sẽ bị mất.`,
    localStage: "Môi trường cục bộ",
  },
  format: {
    percent: (n) => `${n}%`,
    belowOnePercent: "< 1%",
    bytes: "byte",
  },
  errors: {
    heading: "Không thực hiện được",
    unexpected: "Đã xảy ra lỗi ngoài dự kiến. Hãy thử lại; nếu vẫn lỗi, hãy báo cho quản trị viên.",
    sessionEnded: "Phiên làm việc của bạn đã kết thúc. Hãy đăng nhập lại.",
    network: "Không kết nối được với Platebook. Hãy kiểm tra mạng rồi thử lại.",
    server: "Platebook đang gặp sự cố. Hãy thử lại sau một phút.",
    configUnreachable: "Platebook không tải được cấu hình (/config.json). Hãy kiểm tra mạng rồi tải lại trang.",
    configLacks: (name) =>
      `Cấu hình của Platebook (/config.json) thiếu “${name}”. Hãy báo quản trị viên triển khai lại ứng dụng web.`,
    unknownSignInStep: (step) =>
      `Tài khoản này phải đăng nhập qua một bước mà Platebook không hỗ trợ (${step}). Hãy hỏi quản trị viên.`,
    tryAgain: "Thử lại",
    reload: "Tải lại trang",
    pageBroke: "Trang này bị lỗi",
    pageBrokeHelp: "Hãy tải lại trang. Những ảnh đã gửi vẫn an toàn; bạn tìm thấy chúng trong “Ảnh của tôi”.",
    byCode: {
      invalid_request: "Giá trị này không dùng được. Hãy kiểm tra rồi sửa lại.",
      purpose_needed: "Hãy nêu mục đích tra cứu trước. Mục đích được lưu trong nhật ký.",
      not_signed_in: "Bạn chưa đăng nhập. Hãy đăng nhập rồi thử lại.",
      not_allowed: "Tài khoản của bạn không có quyền làm việc này. Hãy hỏi quản trị viên.",
      not_found: "Không có mục này, hoặc nó thuộc về người khác.",
      read_changed: "Có người đã nhanh hơn: lượt đọc này vừa thay đổi. Hãy xem lại lượt đọc.",
      read_rejected: "Lượt đọc này đã bị loại: nó không còn được tính cho biển số nào.",
      decided_meanwhile: "Vừa có người quyết định về lượt đọc này. Hãy xem lại; nếu vẫn sai, hãy báo lại.",
      doubted_enough: "Người duyệt đã xem lại lượt đọc này mỗi lần bạn báo sai. Hãy hỏi một người trong số họ.",
      nothing_to_take_back: "Ở đây bạn không có gì để rút lại.",
      no_repeat: "Ảnh này không phải ảnh lặp lại, hoặc đang được đọc. Hãy xem lại ảnh.",
      photo_changed: "Có người đã nhanh hơn: ảnh này vừa thay đổi. Hãy xem lại ảnh.",
      photo_busy: "Ảnh đang được đọc hoặc đang được xoá. Hãy xem lại sau một phút.",
      photo_not_read: "Chỉ gõ được biển số khi ảnh đã được đọc xong. Hãy xem lại sau giây lát.",
      plate_there: "Ảnh này đã có biển số đó. Hãy xem các lượt đọc của ảnh.",
      many_typing: "Nhiều người đang gõ biển số trong ảnh này. Hãy xem lại ảnh.",
      upload_held:
        "Ảnh này đang được bảo lưu: ảnh được giữ đến khi hết hạn bảo lưu hoặc được bỏ bảo lưu, và chưa xoá được.",
      hold_changed: "Có người đã nhanh hơn: ảnh này hoặc việc bảo lưu ảnh vừa thay đổi. Hãy xem lại ảnh.",
      hold_too_late: "Ảnh này sắp hết hạn: đã quá muộn để bảo lưu.",
      settings_changed: "Có người đã nhanh hơn: cài đặt vừa thay đổi. Hãy tải lại cài đặt rồi quyết định.",
      unauthorised:
        "Máy ảnh này không được phép gửi. Hãy nhập lại địa chỉ và mã bí mật mà quản trị viên nhận được ở trang Máy ảnh.",
      site_changed: "Có người đã nhanh hơn: địa điểm này vừa thay đổi. Hãy tải lại trang rồi quyết định.",
      site_removed: "Địa điểm này vừa bị gỡ bỏ. Hãy chọn địa điểm khác.",
      site_has_cameras: "Địa điểm này vẫn còn máy ảnh. Hãy gỡ bỏ các máy ảnh trước.",
      camera_changed: "Có người đã nhanh hơn: máy ảnh này vừa thay đổi. Hãy tải lại trang rồi quyết định.",
      two_secrets: "Máy ảnh này đã có hai mã bí mật, là số nhiều nhất có thể. Hãy thu hồi một mã trước.",
      list_changed: "Có người đã nhanh hơn: danh sách này vừa thay đổi. Hãy tải lại trang rồi quyết định.",
      list_removed: "Danh sách này vừa bị gỡ bỏ. Hãy chọn danh sách khác.",
      many_lists: "Đã có 100 danh sách, là số nhiều nhất có thể. Hãy gỡ bỏ một danh sách không cần nữa trước.",
      entry_there: "Biển số này đã có trong danh sách. Hãy sửa mục đã có.",
      entry_changed: "Có người đã nhanh hơn: mục này vừa thay đổi. Hãy tải lại danh sách rồi quyết định.",
      entries_alike:
        "Các danh sách có thể chứa nhiều nhất 1.000 mục trông giống nhau hoặc chỉ khác nhau một ký tự. Hãy gỡ bỏ bớt, hoặc chọn mức “trông giống nhau” cho các mục đó.",
      quota_exceeded: "Bạn đã gửi quá nhiều ảnh. Hãy thử lại sau một giờ, hoặc vào ngày mai.",
      try_again: "Hệ thống đang bận. Hãy thử lại sau vài giây.",
      internal_error: "Đã có lỗi trong hệ thống. Hãy thử lại; nếu lỗi vẫn còn, hãy báo quản trị viên.",
    },
  },
  late: {
    offline: {
      title: "Bạn đang ngoại tuyến",
      help: "Trang này chưa được tải. Trang sẽ tự mở khi có kết nối trở lại.",
      action: "Thử lại",
    },
    unreachable: {
      title: "Không kết nối được với Platebook",
      help: "Trang này chưa được tải. Trang sẽ tự mở ngay khi Platebook trả lời.",
      action: "Thử lại",
    },
    updated: {
      title: "Platebook đã được cập nhật",
      help: "Đã có phiên bản mới. Trang sẽ tự tải lại khi mọi thứ đang gửi đã đến nơi.",
      action: "Tải lại trang",
    },
    broken: {
      title: "Không tải được trang này",
      help: "Tải lại không có tác dụng. Hãy tải lại sau một phút; nếu vẫn lỗi, hãy báo cho quản trị viên.",
      action: "Tải lại trang",
    },
  },
  notFound: {
    title: "Không có trang này",
    help: "Có thể địa chỉ bị gõ sai, hoặc trang đã chuyển đi nơi khác.",
    home: "Đến trang tải ảnh lên",
  },
  operators: {
    only: "Trang này dành cho nhân viên vận hành",
    onlyHelp:
      "Tài khoản của bạn không thuộc nhóm vận hành. Hãy nhờ quản trị viên thêm vào: quyền có hiệu lực trong vòng 15 phút, hoặc ngay lập tức nếu bạn đăng nhập lại.",
  },
};
