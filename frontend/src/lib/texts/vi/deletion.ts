import type { deletion as English } from "@/lib/texts/en/deletion.ts";
import type { Same } from "@/lib/texts/same.ts";

/** Deleting a photo for good. */
export const deletion: Same<typeof English> = {
  deletion: {
    delete: "Xoá",
    title: "Xoá ảnh này?",
    what: "Ảnh, các ảnh cận cảnh, mọi chữ tìm thấy trong ảnh và các biển số sẽ bị xoá vĩnh viễn, không tìm kiếm được nữa. Không ai khôi phục được.",
    stays: "Chỉ còn lại một biên nhận ghi việc bạn đã xoá, khi nào và vì sao. Biên nhận không ghi biển số nào.",
    whyTitle: "Vì sao bạn xoá ảnh này?",
    whyMissing: "Hãy chọn lý do: xoá ảnh của người khác thì phải có lý do.",
    reasons: {
      own_wish: "Người tải lên muốn vậy",
      privacy_request: "Người có trong ảnh yêu cầu",
      not_relevant: "Ảnh không có ích ở đây",
      other: "Lý do khác",
    },
    keep: "Giữ lại",
    confirm: "Xoá vĩnh viễn",
    close: "Đóng",
    deletedTitle: "Ảnh đã bị xoá",
    receipt: (time, reads) =>
      reads === 0 ? `Đã xoá ${time}, ảnh không có biển số nào.` : `Đã xoá ${time}, cùng với ${reads} biển số.`,
    receiptId: (id) => `Biên nhận: ${id}`,
    restGoes:
      "Đã có nhiều bản sao của ảnh hơn số có thể xóa trong một lần. Phần còn lại sẽ bị xóa trong vòng một giờ; không ai tìm thấy chúng nữa.",
  },
};
