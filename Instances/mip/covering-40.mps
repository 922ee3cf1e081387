NAME covering_40_20_1
ROWS
 N objective
 G element0
 G element1
 G element2
 G element3
 G element4
 G element5
 G element6
 G element7
 G element8
 G element9
 G element10
 G element11
 G element12
 G element13
 G element14
 G element15
 G element16
 G element17
 G element18
 G element19
COLUMNS
 MARKER0 'MARKER' 'INTORG'
 x0 objective 71
 x0 element0 1
 x1 objective 53
 x2 objective 58
 x3 objective 40
 x3 element0 1
 x3 element16 1
 x4 objective 70
 x5 objective 15
 x6 objective 8
 x6 element14 1
 x7 objective 39
 x8 objective 87
 x8 element4 1
 x8 element8 1
 x9 objective 56
 x9 element7 1
 x10 objective 94
 x10 element16 1
 x11 objective 96
 x11 element17 1
 x12 objective 94
 x12 element2 1
 x13 objective 67
 x14 objective 60
 x15 objective 90
 x15 element10 1
 x15 element19 1
 x16 objective 9
 x16 element4 1
 x16 element15 1
 x17 objective 50
 x17 element2 1
 x18 objective 5
 x19 objective 7
 x19 element1 1
 x20 objective 47
 x20 element3 1
 x20 element13 1
 x21 objective 50
 x21 element8 1
 x21 element18 1
 x22 objective 62
 x22 element12 1
 x23 objective 35
 x23 element11 1
 x24 objective 41
 x24 element9 1
 x25 objective 22
 x25 element1 1
 x25 element5 1
 x25 element15 1
 x26 objective 39
 x27 objective 86
 x27 element7 1
 x27 element10 1
 x28 objective 76
 x29 objective 99
 x30 objective 2
 x31 objective 89
 x31 element9 1
 x32 objective 43
 x32 element17 1
 x33 objective 40
 x33 element13 1
 x33 element19 1
 x34 objective 65
 x35 objective 24
 x35 element5 1
 x35 element6 1
 x36 objective 25
 x36 element12 1
 x36 element14 1
 x37 objective 84
 x38 objective 39
 x38 element3 1
 x38 element6 1
 x38 element11 1
 x39 objective 47
 x39 element18 1
 MARKER1 'MARKER' 'INTEND'
RHS
 RHS element0 1
 RHS element1 1
 RHS element2 1
 RHS element3 1
 RHS element4 1
 RHS element5 1
 RHS element6 1
 RHS element7 1
 RHS element8 1
 RHS element9 1
 RHS element10 1
 RHS element11 1
 RHS element12 1
 RHS element13 1
 RHS element14 1
 RHS element15 1
 RHS element16 1
 RHS element17 1
 RHS element18 1
 RHS element19 1
BOUNDS
 BV BOUND x0
 BV BOUND x1
 BV BOUND x2
 BV BOUND x3
 BV BOUND x4
 BV BOUND x5
 BV BOUND x6
 BV BOUND x7
 BV BOUND x8
 BV BOUND x9
 BV BOUND x10
 BV BOUND x11
 BV BOUND x12
 BV BOUND x13
 BV BOUND x14
 BV BOUND x15
 BV BOUND x16
 BV BOUND x17
 BV BOUND x18
 BV BOUND x19
 BV BOUND x20
 BV BOUND x21
 BV BOUND x22
 BV BOUND x23
 BV BOUND x24
 BV BOUND x25
 BV BOUND x26
 BV BOUND x27
 BV BOUND x28
 BV BOUND x29
 BV BOUND x30
 BV BOUND x31
 BV BOUND x32
 BV BOUND x33
 BV BOUND x34
 BV BOUND x35
 BV BOUND x36
 BV BOUND x37
 BV BOUND x38
 BV BOUND x39
ENDATA
