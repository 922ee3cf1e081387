NAME lot_sizing_6_2_1
ROWS
 N objective
 E balance0_0
 L setup0_0
 E balance0_1
 L setup0_1
 E balance0_2
 L setup0_2
 E balance0_3
 L setup0_3
 E balance0_4
 L setup0_4
 E balance0_5
 L setup0_5
 E balance1_0
 L setup1_0
 E balance1_1
 L setup1_1
 E balance1_2
 L setup1_2
 E balance1_3
 L setup1_3
 E balance1_4
 L setup1_4
 E balance1_5
 L setup1_5
 L capacity0
 L capacity1
 L capacity2
 L capacity3
 L capacity4
 L capacity5
COLUMNS
 MARKER0 'MARKER' 'INTORG'
 q0_0 balance0_0 1
 q0_0 setup0_0 1
 q0_0 capacity0 1
 y0_0 objective 290
 y0_0 setup0_0 -116
 s0_0 objective 4
 s0_0 balance0_0 -1
 s0_0 balance0_1 1
 q0_1 balance0_1 1
 q0_1 setup0_1 1
 q0_1 capacity1 1
 y0_1 objective 290
 y0_1 setup0_1 -95
 s0_1 objective 4
 s0_1 balance0_1 -1
 s0_1 balance0_2 1
 q0_2 balance0_2 1
 q0_2 setup0_2 1
 q0_2 capacity2 1
 y0_2 objective 290
 y0_2 setup0_2 -79
 s0_2 objective 4
 s0_2 balance0_2 -1
 s0_2 balance0_3 1
 q0_3 balance0_3 1
 q0_3 setup0_3 1
 q0_3 capacity3 1
 y0_3 objective 290
 y0_3 setup0_3 -73
 s0_3 objective 4
 s0_3 balance0_3 -1
 s0_3 balance0_4 1
 q0_4 balance0_4 1
 q0_4 setup0_4 1
 q0_4 capacity4 1
 y0_4 objective 290
 y0_4 setup0_4 -73
 s0_4 objective 4
 s0_4 balance0_4 -1
 s0_4 balance0_5 1
 q0_5 balance0_5 1
 q0_5 setup0_5 1
 q0_5 capacity5 1
 y0_5 objective 290
 y0_5 setup0_5 -38
 s0_5 objective 4
 s0_5 balance0_5 -1
 q1_0 balance1_0 1
 q1_0 setup1_0 1
 q1_0 capacity0 1
 y1_0 objective 151
 y1_0 setup1_0 -64
 s1_0 objective 1
 s1_0 balance1_0 -1
 s1_0 balance1_1 1
 q1_1 balance1_1 1
 q1_1 setup1_1 1
 q1_1 capacity1 1
 y1_1 objective 151
 y1_1 setup1_1 -40
 s1_1 objective 1
 s1_1 balance1_1 -1
 s1_1 balance1_2 1
 q1_2 balance1_2 1
 q1_2 setup1_2 1
 q1_2 capacity2 1
 y1_2 objective 151
 y1_2 setup1_2 -36
 s1_2 objective 1
 s1_2 balance1_2 -1
 s1_2 balance1_3 1
 q1_3 balance1_3 1
 q1_3 setup1_3 1
 q1_3 capacity3 1
 y1_3 objective 151
 y1_3 setup1_3 -34
 s1_3 objective 1
 s1_3 balance1_3 -1
 s1_3 balance1_4 1
 q1_4 balance1_4 1
 q1_4 setup1_4 1
 q1_4 capacity4 1
 y1_4 objective 151
 y1_4 setup1_4 -34
 s1_4 objective 1
 s1_4 balance1_4 -1
 s1_4 balance1_5 1
 q1_5 balance1_5 1
 q1_5 setup1_5 1
 q1_5 capacity5 1
 y1_5 objective 151
 y1_5 setup1_5 -14
 s1_5 objective 1
 s1_5 balance1_5 -1
 MARKER1 'MARKER' 'INTEND'
RHS
 RHS balance0_0 21
 RHS balance0_1 16
 RHS balance0_2 6
 RHS balance0_4 35
 RHS balance0_5 38
 RHS balance1_0 24
 RHS balance1_1 4
 RHS balance1_2 2
 RHS balance1_4 20
 RHS balance1_5 14
 RHS capacity0 180
 RHS capacity1 45
 RHS capacity2 45
 RHS capacity3 45
 RHS capacity4 45
 RHS capacity5 45
BOUNDS
 LO BOUND q0_0 0
 UP BOUND q0_0 116
 BV BOUND y0_0
 LO BOUND s0_0 0
 UP BOUND s0_0 116
 LO BOUND q0_1 0
 UP BOUND q0_1 95
 BV BOUND y0_1
 LO BOUND s0_1 0
 UP BOUND s0_1 95
 LO BOUND q0_2 0
 UP BOUND q0_2 79
 BV BOUND y0_2
 LO BOUND s0_2 0
 UP BOUND s0_2 79
 LO BOUND q0_3 0
 UP BOUND q0_3 73
 BV BOUND y0_3
 LO BOUND s0_3 0
 UP BOUND s0_3 73
 LO BOUND q0_4 0
 UP BOUND q0_4 73
 BV BOUND y0_4
 LO BOUND s0_4 0
 UP BOUND s0_4 73
 LO BOUND q0_5 0
 UP BOUND q0_5 38
 BV BOUND y0_5
 LO BOUND s0_5 0
 UP BOUND s0_5 38
 LO BOUND q1_0 0
 UP BOUND q1_0 64
 BV BOUND y1_0
 LO BOUND s1_0 0
 UP BOUND s1_0 64
 LO BOUND q1_1 0
 UP BOUND q1_1 40
 BV BOUND y1_1
 LO BOUND s1_1 0
 UP BOUND s1_1 40
 LO BOUND q1_2 0
 UP BOUND q1_2 36
 BV BOUND y1_2
 LO BOUND s1_2 0
 UP BOUND s1_2 36
 LO BOUND q1_3 0
 UP BOUND q1_3 34
 BV BOUND y1_3
 LO BOUND s1_3 0
 UP BOUND s1_3 34
 LO BOUND q1_4 0
 UP BOUND q1_4 34
 BV BOUND y1_4
 LO BOUND s1_4 0
 UP BOUND s1_4 34
 LO BOUND q1_5 0
 UP BOUND q1_5 14
 BV BOUND y1_5
 LO BOUND s1_5 0
 UP BOUND s1_5 14
ENDATA
