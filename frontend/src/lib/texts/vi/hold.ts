import type { hold as English } from "@/lib/texts/en/hold.ts";
import type { Same } from "@/lib/texts/same.ts";

/** Holding photos longer than their time. */
export const hold: Same<typeof English> = {
  hold: {
    hold: "Bảo lưu ảnh này",
    held: "Đang bảo lưu",
    help: "Ảnh và mọi thứ đọc được trong ảnh được giữ đến hết ngày đó. Cho đến lúc đó không ai xoá được.",
    reason: "Lý do bảo lưu",
    reasonWrong: (least, most) => `Hãy nhập từ ${least} đến ${most} ký tự.`,
    until: "Bảo lưu đến hết ngày",
    untilWrong: "Hãy chọn một ngày chưa qua.",
    untilTooLong: "Lâu hơn mức quản trị viên cho phép. Hãy chọn ngày sớm hơn.",
    heldUntil: (time) => `Bảo lưu đến ${time}`,
    why: (reason) => `Lý do: ${reason}.`,
    by: (by, time) => `Do ${by} đặt, ${time}.`,
    notWhole: "Việc bảo lưu đang được hoàn tất, nhiều nhất là trong một giờ.",
    change: "Đổi bảo lưu",
    release: "Bỏ bảo lưu ảnh này",
    releaseHelp: "Sau đó ảnh chỉ được giữ lâu như khi không bảo lưu, nhưng ít nhất thêm một ngày.",
    released: (time, by) => `${by} đã bỏ bảo lưu. Ảnh được giữ đến ${time}.`,
    sha256: "Mã SHA-256 của ảnh khi được gửi",
    cancel: "Huỷ",
  },
};
