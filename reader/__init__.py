"""Our own reader: Rekognition's DetectText, answered by RapidOCR with the PP-OCRv6 models of its wheel.

The laptop's Rekognition answers with it, and so does a function of its own where a stage is deployed with
``reader: own``. It is packed with that function alone, with its libraries and models beside it as a layer.

What is like AWS: the request's checks, the error codes, the limits of size, pixels and words, the filters with their
defaults, and the shape of the answer. What is not is the text: another engine reads other things. At a slant beyond
some 20 degrees (but for text on its side) text is found less often than by AWS.
"""
