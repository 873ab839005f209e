# SPDX-License-Identifier: BSD-3-Clause

# Objects with code for an instruction set that not every processor has must not offer that code to other objects. But
# they are full of it: every function that is inline or a template, std::vector's too, is a weak symbol, of which the
# linker keeps any one. So the objects are joined to one, which takes the functions out of the groups that the linker
# would merge, and then all names but those of the entries are made local.

# Whether that can be done here: for ELF, with a linker that has the option (GNU's has, LLVM's had not for long) and
# objcopy.
function(convolt_find_isolation result)
  set(${result} FALSE PARENT_SCOPE)
  if(NOT CMAKE_EXECUTABLE_FORMAT STREQUAL "ELF")
    return()
  endif()
  if(NOT CONVOLT_JOINING_LINKER)
    foreach(name IN ITEMS "${CMAKE_LINKER}" ld.bfd ld)
      find_program(CONVOLT_LINKER_CANDIDATE NAMES "${name}" NO_CACHE)
      if(CONVOLT_LINKER_CANDIDATE)
        execute_process(COMMAND "${CONVOLT_LINKER_CANDIDATE}" --help OUTPUT_VARIABLE help ERROR_QUIET)
        if(help MATCHES "--force-group-allocation")
          set(CONVOLT_JOINING_LINKER "${CONVOLT_LINKER_CANDIDATE}"
              CACHE FILEPATH "Linker that joins the objects of one instruction set" FORCE)
          break()
        endif()
      endif()
      unset(CONVOLT_LINKER_CANDIDATE)
    endforeach()
  endif()
  find_program(CONVOLT_OBJCOPY NAMES "${CMAKE_OBJCOPY}" objcopy llvm-objcopy)
  mark_as_advanced(CONVOLT_JOINING_LINKER CONVOLT_OBJCOPY)
  if(CONVOLT_JOINING_LINKER AND CONVOLT_OBJCOPY)
    set(${result} TRUE PARENT_SCOPE)
  endif()
endfunction()

# convolt_isolate(OUTPUT object ENTRIES symbol... TARGETS object_library...)
# The output may depend on $<CONFIG>.
function(convolt_isolate)
  cmake_parse_arguments(arg "" "OUTPUT" "ENTRIES;TARGETS" ${ARGN})
  set(objects "")
  foreach(target IN LISTS arg_TARGETS)
    list(APPEND objects "$<TARGET_OBJECTS:${target}>")
  endforeach()
  get_filename_component(name "${arg_OUTPUT}" NAME)
  list(TRANSFORM arg_ENTRIES PREPEND "--keep-global-symbol=")
  add_custom_command(
    OUTPUT "${arg_OUTPUT}"
    COMMAND "${CONVOLT_JOINING_LINKER}" -r --force-group-allocation -o "${arg_OUTPUT}.joined" ${objects}
    COMMAND "${CONVOLT_OBJCOPY}" ${arg_ENTRIES} "${arg_OUTPUT}.joined" "${arg_OUTPUT}"
    COMMAND "${CMAKE_COMMAND}" -E rm "${arg_OUTPUT}.joined"
    # The targets too: where make is the generator, no rule of this directory makes their objects. It finds them there,
    # as the targets come first, and sees from their times when to join them again.
    DEPENDS ${objects} ${arg_TARGETS}
    COMMENT "Isolating ${name}"
    COMMAND_EXPAND_LISTS VERBATIM)
endfunction()
