import type { importRules as English } from "@/lib/texts/en/import-rules.ts";
import type { Same } from "@/lib/texts/same.ts";

/** Why a line of a file is left out. */
export const importRules: Same<typeof English> = {
  importRules: {
    formula: ({ field }) =>
      `${field}: ô này bắt đầu như công thức của bảng tính (=, +, - hoặc @). Hãy viết giá trị của nó.`,
    cells: ({ cells, columns }) =>
      `Dòng này có ${cells} ô, còn dòng đầu có ${columns} cột. Hãy đặt phần có dấu phẩy hoặc chấm phẩy trong ngoặc kép.`,
    sites: () =>
      "sites: một tên không chỉ địa điểm nào, hoặc chỉ nhiều địa điểm. Viết tên như ở trang Camera, cách nhau bằng |.",
    quote: () => "Dấu ngoặc kép trong dòng này chưa đóng, hoặc còn chữ ở sau nó.",
    moment: ({ field }) => `${field}: viết ngày như 2026-05-31, hoặc giờ như 2026-05-31T18:00.`,
    tolerance: ({ known }) => `tolerance: viết một trong ${known}.`,
    number: ({ field }) => `${field}: viết một số.`,
    order: () => "until: không sau since. Hãy cho thời điểm muộn hơn, hoặc bỏ một trong hai.",
    many_sites: ({ most }) => `sites: nhiều nhất ${most}, hoặc để trống cho mọi nơi.`,
    group: () => "most_at_a_time: thuộc về một nhóm. Hãy nêu nhóm dùng chung giấy phép.",
    over: () => "until: đã qua rồi, nên mục này không bao giờ khớp. Hãy cho thời điểm muộn hơn.",
    pattern: () => "plate: danh sách nhận biển số đầy đủ, không nhận mẫu. Bỏ * và ?, và chọn độ sai lệch thay vào đó.",
    no_plate: () => "plate: đây không phải biển số. Hãy cho các chữ và số của nó.",
    short_plate: ({ least }) => `plate: không biển số nào có ít hơn ${least} ký tự. Hãy cho đủ.`,
    long_plate: ({ most }) => `plate: không biển số nào có hơn ${most} ký tự. Hãy cho ít hơn.`,
    probability: ({ least }) => `least_probability: từ ${least} đến 1.`,
    most: ({ most }) => `most_at_a_time: từ 1 đến ${most}, hoặc bỏ trống cho số lượng bất kỳ.`,
    region: () => "region: không có khu vực này. Hãy cho mã như de hoặc us-ca, hoặc bỏ trống cho mọi nơi.",
    hours: () => "hours: không hiểu được. Viết như Mon-Fri 08:00-18:00; Sat 22:00-02:00.",
    one_line: ({ field }) => `${field}: không được có ký tự điều khiển và xuống dòng. Hãy viết trên một dòng.`,
    long: ({ field, most, length }) => `${field}: nhiều nhất ${most} ký tự; đây là ${length}.`,
    twice: ({ line }) => `plate: dòng ${line} có cùng biển số. Hãy bỏ một trong hai.`,
  },
};
