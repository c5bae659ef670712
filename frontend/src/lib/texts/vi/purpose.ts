import type { purpose as English } from "@/lib/texts/en/purpose.ts";
import type { Same } from "@/lib/texts/same.ts";

/** Why somebody looks plates up. */
export const purpose: Same<typeof English> = {
  purpose: {
    title: "Mục đích tra cứu của bạn",
    needed: "Trước hết hãy nêu mục đích tra cứu",
    help: "Mục đích được lưu trong nhật ký cùng với nội dung bạn tra cứu. Thẻ này nhớ trong bốn giờ, hoặc đến khi bạn đăng xuất.",
    reason: "Mục đích",
    reasonHelp: "Viết trong một dòng, ví dụ: chủ xe báo mất xe.",
    reasonWrong: (least, most) => `Hãy nhập từ ${least} đến ${most} ký tự.`,
    reference: "Số hồ sơ (không bắt buộc)",
    referenceWrong: (most) => `Hãy nhập nhiều nhất ${most} ký tự.`,
    give: "Dùng mục đích này",
    cancel: "Huỷ",
    said: (purpose) => `Mục đích: ${purpose}`,
    withReference: (reason, reference) => `${reason} (${reference})`,
    state: "Nêu mục đích",
    change: "Đổi mục đích",
  },
};
