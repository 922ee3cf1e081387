NAME assignment_12_3_1
ROWS
 N objective
 E job0
 E job1
 E job2
 E job3
 E job4
 E job5
 E job6
 E job7
 E job8
 E job9
 E job10
 E job11
 L agent0
 L agent1
 L agent2
COLUMNS
 MARKER0 'MARKER' 'INTORG'
 x0_0 objective 48
 x0_0 job0 1
 x0_0 agent0 19
 x0_1 objective 37
 x0_1 job1 1
 x0_1 agent0 15
 x0_2 objective 34
 x0_2 job2 1
 x0_2 agent0 17
 x0_3 objective 46
 x0_3 job3 1
 x0_3 agent0 13
 x0_4 objective 13
 x0_4 job4 1
 x0_4 agent0 19
 x0_5 objective 30
 x0_5 job5 1
 x0_5 agent0 8
 x0_6 objective 11
 x0_6 job6 1
 x0_6 agent0 6
 x0_7 objective 12
 x0_7 job7 1
 x0_7 agent0 13
 x0_8 objective 28
 x0_8 job8 1
 x0_8 agent0 23
 x0_9 objective 30
 x0_9 job9 1
 x0_9 agent0 16
 x0_10 objective 35
 x0_10 job10 1
 x0_10 agent0 24
 x0_11 objective 24
 x0_11 job11 1
 x0_11 agent0 25
 x1_0 objective 20
 x1_0 job0 1
 x1_0 agent1 13
 x1_1 objective 44
 x1_1 job1 1
 x1_1 agent1 9
 x1_2 objective 25
 x1_2 job2 1
 x1_2 agent1 13
 x1_3 objective 29
 x1_3 job3 1
 x1_3 agent1 22
 x1_4 objective 13
 x1_4 job4 1
 x1_4 agent1 20
 x1_5 objective 10
 x1_5 job5 1
 x1_5 agent1 25
 x1_6 objective 30
 x1_6 job6 1
 x1_6 agent1 5
 x1_7 objective 36
 x1_7 job7 1
 x1_7 agent1 23
 x1_8 objective 22
 x1_8 job8 1
 x1_8 agent1 13
 x1_9 objective 27
 x1_9 job9 1
 x1_9 agent1 13
 x1_10 objective 30
 x1_10 job10 1
 x1_10 agent1 18
 x1_11 objective 31
 x1_11 job11 1
 x1_11 agent1 9
 x2_0 objective 35
 x2_0 job0 1
 x2_0 agent2 25
 x2_1 objective 38
 x2_1 job1 1
 x2_1 agent2 13
 x2_2 objective 25
 x2_2 job2 1
 x2_2 agent2 9
 x2_3 objective 49
 x2_3 job3 1
 x2_3 agent2 18
 x2_4 objective 33
 x2_4 job4 1
 x2_4 agent2 23
 x2_5 objective 47
 x2_5 job5 1
 x2_5 agent2 25
 x2_6 objective 33
 x2_6 job6 1
 x2_6 agent2 23
 x2_7 objective 44
 x2_7 job7 1
 x2_7 agent2 10
 x2_8 objective 31
 x2_8 job8 1
 x2_8 agent2 19
 x2_9 objective 47
 x2_9 job9 1
 x2_9 agent2 9
 x2_10 objective 16
 x2_10 job10 1
 x2_10 agent2 16
 x2_11 objective 35
 x2_11 job11 1
 x2_11 agent2 21
 MARKER1 'MARKER' 'INTEND'
RHS
 RHS job0 1
 RHS job1 1
 RHS job2 1
 RHS job3 1
 RHS job4 1
 RHS job5 1
 RHS job6 1
 RHS job7 1
 RHS job8 1
 RHS job9 1
 RHS job10 1
 RHS job11 1
 RHS agent0 83
 RHS agent1 77
 RHS agent2 88
BOUNDS
 BV BOUND x0_0
 BV BOUND x0_1
 BV BOUND x0_2
 BV BOUND x0_3
 BV BOUND x0_4
 BV BOUND x0_5
 BV BOUND x0_6
 BV BOUND x0_7
 BV BOUND x0_8
 BV BOUND x0_9
 BV BOUND x0_10
 BV BOUND x0_11
 BV BOUND x1_0
 BV BOUND x1_1
 BV BOUND x1_2
 BV BOUND x1_3
 BV BOUND x1_4
 BV BOUND x1_5
 BV BOUND x1_6
 BV BOUND x1_7
 BV BOUND x1_8
 BV BOUND x1_9
 BV BOUND x1_10
 BV BOUND x1_11
 BV BOUND x2_0
 BV BOUND x2_1
 BV BOUND x2_2
 BV BOUND x2_3
 BV BOUND x2_4
 BV BOUND x2_5
 BV BOUND x2_6
 BV BOUND x2_7
 BV BOUND x2_8
 BV BOUND x2_9
 BV BOUND x2_10
 BV BOUND x2_11
ENDATA
