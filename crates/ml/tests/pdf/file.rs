//! Writes small PDF files by hand.

/// A PDF in the making: objects are numbered from 1, the first is the catalog.
pub struct File {
    objects: Vec<Vec<u8>>,
    /// More of the trailer.
    pub trailer: &'static str,
}

/// What a page shows, in points from the bottom left.
pub struct Page {
    /// Width and height.
    pub size: (f64, f64),
    /// Drawing instructions.
    pub content: String,
    /// The page's resources.
    pub resources: String,
}

impl File {
    /// A PDF without pages.
    pub fn new() -> Self {
        let catalog = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
        let pages = b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec();
        Self {
            objects: vec![catalog, pages],
            trailer: "",
        }
    }

    /// A PDF of some pages.
    pub fn of(pages: &[Page]) -> Self {
        let mut file = Self::new();
        file.add_pages(pages);
        file
    }

    /// Adds an object and tells its number.
    pub fn add(&mut self, object: impl Into<Vec<u8>>) -> usize {
        self.objects.push(object.into());
        self.objects.len()
    }

    /// Adds a stream; `dict` is what stands in its dictionary beside the length.
    pub fn add_stream(&mut self, dict: &str, data: &[u8]) -> usize {
        let head = format!("<< {dict} /Length {} >>\nstream\n", data.len());
        self.add([head.as_bytes(), data, b"\nendstream"].concat())
    }

    /// Adds a JPEG of a size in pixels.
    pub fn add_jpeg(&mut self, (width, height): (u32, u32), jpeg: &[u8]) -> usize {
        let dict = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} \
             /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
        );
        self.add_stream(&dict, jpeg)
    }

    /// Makes these the pages.
    pub fn add_pages(&mut self, pages: &[Page]) {
        let mut kids = String::new();
        for page in pages {
            let content = self.add_stream("", page.content.as_bytes());
            let ((width, height), resources) = (page.size, &page.resources);
            let page = self.add(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] \
                 /Resources << {resources} >> /Contents {content} 0 R >>"
            ));
            kids += &format!("{page} 0 R ");
        }
        let count = pages.len();
        self.objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>").into();
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (i, object) in self.objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", out.len());
            out.extend(format!("{} 0 obj\n", i + 1).bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        out.extend(table.bytes());
        let (size, more) = (self.objects.len() + 1, self.trailer);
        let trailer = format!("trailer\n<< /Size {size} /Root 1 0 R {more} >>\n");
        out.extend(trailer.bytes());
        out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        out
    }
}
