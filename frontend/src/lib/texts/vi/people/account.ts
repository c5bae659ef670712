import type { account as English } from "@/lib/texts/en/people/account.ts";
import type { Same } from "@/lib/texts/same.ts";

/** How somebody signs in. */
export const account: Same<typeof English> = {
  account: {
    title: "Tài khoản của bạn",
    lead: (email) => `Cách bạn đăng nhập với ${email}.`,
    password: "Mật khẩu",
    oldPassword: "Mật khẩu hiện tại",
    change: "Đổi mật khẩu",
    changed: "Đã đổi mật khẩu. Các thiết bị khác vẫn đang đăng nhập.",
    app: "Mã từ ứng dụng xác thực",
    appHelp:
      "Khi bật, mỗi lần đăng nhập cần mật khẩu và một mã mà chỉ điện thoại của bạn biết. Dùng ứng dụng xác thực nào cũng được, miễn là tạo mã sáu chữ số.",
    loading: "Đang xem đã bật hay chưa",
    isOn: "Đang bật: mỗi lần đăng nhập đều hỏi mã.",
    isOff: "Đang tắt: chỉ cần mật khẩu.",
    setUp: "Thiết lập",
    scan: "1. Quét mã này bằng ứng dụng",
    picture: "Mã QR chứa khoá bí mật được ghi bên dưới",
    orType: "Hoặc gõ khoá bí mật này vào ứng dụng:",
    copy: "Sao chép khoá bí mật",
    copied: "Đã sao chép",
    notCopied: "Không sao chép được",
    secretHelp: "Đừng cho ai xem: ai có khoá này đều tạo được mã của bạn.",
    enter: "2. Nhập mã mà ứng dụng đang hiện",
    turnOn: "Bật",
    turnedOn: "Đã bật. Lần đăng nhập sau sẽ hỏi mã. Nếu bạn mất ứng dụng, quản trị viên có thể tắt giúp bạn.",
    turnOff: "Tắt",
    turnOffTitle: "Tắt mã xác thực?",
    turnOffHelp: "Khi đó chỉ cần mật khẩu để đăng nhập. Mục trong ứng dụng của bạn không còn dùng được.",
    turnedOff: "Đã tắt.",
    cancel: "Huỷ",
  },
};
